/** Every kind of long work the server does. */
import type { Uploads } from '../../intake/uploads.ts'
import type { AnyTaskKind } from '../../tasks/task.ts'
import { trialKind } from '../trunkTrial.ts'
import { checkKind } from './checkTask.ts'
import { packKind, verifyKind } from './evidenceTasks.ts'
import { importKind } from './importTask.ts'
import { exportKind } from './reportTasks.ts'
import { suppressionExportKind, suppressionListKind } from './suppressionTasks.ts'

export interface KindNeeds {
  readonly uploads: Uploads
}

export const taskKinds = ({ uploads }: KindNeeds): readonly AnyTaskKind[] => [
  importKind(uploads),
  checkKind,
  suppressionListKind(uploads),
  suppressionExportKind,
  verifyKind,
  packKind,
  exportKind,
  trialKind,
]
