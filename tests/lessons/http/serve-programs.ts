/** Run by a process of Node: starts each program that the arguments name, on the port behind its name. */
for (const argument of process.argv.slice(2)) {
  const [name, port] = argument.split(':');
  process.env.PORT = port;
  await import(`./programs/${name}.ts`);
}
