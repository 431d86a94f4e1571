/** A thread that screens (screener.ts). */
import { openScreener } from './screener.ts'
import { workInThread } from './threads.ts'

await workInThread(openScreener)
