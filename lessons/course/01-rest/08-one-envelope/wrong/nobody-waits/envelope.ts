/** What the team that writes the clients was promised. */
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

export function success(data: unknown): Success {
  return { success: true, data };
}

export function failure(code: string, message: string, details?: Failure['error']['details']): Failure {
  return { success: false, error: { code, message, ...(details && { details }) } };
}
