/** A worker of tasks in a process of its own, to be killed: it knows two kinds that never end by themselves. */
import { openDatabase } from '../../src/store/database.ts'
import type { TaskKind } from '../../src/tasks/task.ts'
import { startTasks } from '../../src/tasks/tasks.ts'

const [url = '', filesFolder = ''] = process.argv.slice(2)
const system = await openDatabase({ url })
const endless = (name: string, repeatable: boolean): TaskKind<null, null> => ({
  ...{ name, repeatable, permission: 'people.read' },
  run: async (_input, { task, progress }) => {
    progress({ done: 1, total: 10 })
    process.stdout.write(`running ${task}\n`)
    return await new Promise<null>(() => undefined)
  },
})
startTasks({
  ...{ system, filesFolder, tenant: () => system },
  kinds: [endless('again', true), endless('once', false)],
})
setInterval(() => undefined, 1000)
