/** Who says what: a program can make up the line that sent a statement, and all of a call. */
export function ProgramClaim() {
  return (
    <p className="empty">
      The program itself tells its lines and its calls to services. Statements, rows and times are the
      database&rsquo;s own record.
    </p>
  );
}
