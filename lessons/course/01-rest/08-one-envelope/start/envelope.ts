/** What the team that writes the clients was promised. Nothing here uses it yet. */
export interface Success {
  success: true;
  data: unknown;
}

export interface Failure {
  success: false;
  error: {
    /** For programs: 'NOT_FOUND'. */
    code: string;
    /** For people. */
    message: string;
    /** What is wrong with which field, when the request was not valid. */
    details?: { field: string; message: string }[];
  };
}
