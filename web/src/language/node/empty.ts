/** Stands for modules of Node that are named on the way and never used. */
export default {};
