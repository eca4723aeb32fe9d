/** What the console answers when it refuses: its own words, no stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** The text ends inside a block, a bracket or a string: the console goes on reading. */
export class Incomplete extends Error {
  override readonly name = 'Incomplete';
}
