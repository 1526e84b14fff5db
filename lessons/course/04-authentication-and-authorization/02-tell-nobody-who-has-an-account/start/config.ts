/**
 * scrypt's N as a power of two: each step doubles the time and the memory of a guess. In production it is 17, which
 * takes 128 MB. Here JavaScript does the work, so it is less.
 */
export const passwordCost = 10;
