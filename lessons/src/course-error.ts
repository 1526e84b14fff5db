/** A course file that breaks the format: which file, what is wrong, and what to do. */
export class CourseError extends Error {
  constructor(file: string, message: string) {
    super(`${file}: ${message}`);
    this.name = 'CourseError';
  }
}
