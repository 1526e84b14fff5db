// The playground has no platform that sets these. Keys never belong in the source.
Object.assign(process.env, { TOKEN_KEY: 'g3z6gnyZ6oA2bdBI7a5NCw69fYR/BdrfUztrh0rIOZA=' });
