/**
 * Every advisory lock that is a number of our own, in one list: two of one number would make strangers wait
 * for each other. Locks of one number and locks of two (a class and what it is of) never meet.
 */
export const advisoryLocks = {
  migrate: 7_260_331,
  /** First imports take turns. */
  firstImport: 7_260_332,
  /** Two processes must not make two keys. */
  numberKey: 7_260_333,
  /** What is imported is merged one file after the other. */
  merge: 7_260_334,
  /** Held by whoever deletes contacts, shared by whoever chooses or imports them (migrations/0018 too). */
  forgetting: 7_260_335,
} as const

export const advisoryLockClasses = {
  /** Of an organisation: two of its campaigns must not choose the same home. */
  lease: 7_260_332,
  /** Of a task: the worker that runs it. */
  task: 7_260_336,
} as const
