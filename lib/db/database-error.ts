/** The database cannot be used as asked. The message is a sentence for the operator, never for a client. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
}
