/** The database to be filled is none that can be; says what to do. */
export class NotEmpty extends Error {
  override readonly name = 'RestoreRefused';
}
