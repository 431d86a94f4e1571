/** What waits for somebody: one line each, the most pressing first, with the one thing to do about it. */
import { Button } from '@mantine/core'
import IconChecks from '@tabler/icons-react/icons/IconChecks'
import IconEar from '@tabler/icons-react/icons/IconEar'
import IconFileAlert from '@tabler/icons-react/icons/IconFileAlert'
import IconInbox from '@tabler/icons-react/icons/IconInbox'
import type { ReactNode } from 'react'
import { apiBase } from '../../api/client.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { ButtonLink } from '../../parts/Links.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { daysUntil } from './daysUntil.ts'
import { OpenTasks } from './OpenTasks.tsx'
import classes from './ToDoList.module.css'
import { dashboardWords } from './words.ts'

type ToDo = components['schemas']['ToDo']

interface ToDoListProps {
  readonly organisation: number
  readonly toDo: readonly ToDo[]
}

export function ToDoList({ organisation, toDo }: ToDoListProps): ReactNode {
  const say = useWords(dashboardWords)
  return (
    <Card title={say.toDo} flush>
      <ul className={classes['list']}>
        {toDo.map((each) => (
          <Line key={keyOf(each)} organisation={organisation} toDo={each} />
        ))}
        <OpenTasks />
      </ul>
      {toDo.length === 0 && (
        <p className={classes['none']}>
          <IconChecks size={20} aria-hidden /> {say.nothingToDo}
        </p>
      )}
    </Card>
  )
}

function keyOf(toDo: ToDo): string {
  if (toDo.is === 'approval') return `approval ${toDo.campaign}`
  return toDo.is === 'rejectedLines' ? `lines ${toDo.source}` : toDo.is
}

function Line({ organisation, toDo }: { organisation: number; toDo: ToDo }): ReactNode {
  const line = useLine(toDo)
  const { icon: Icon, sentence, note, urgent } = line
  return (
    <li className={classes['line']}>
      <span className={classes['icon']} data-urgent={urgent}>
        <Icon size={20} stroke={1.7} aria-hidden />
      </span>
      <span className={classes['text']}>
        {sentence}
        <span className={classes['note']}>{note}</span>
      </span>
      <Act organisation={organisation} {...line} />
    </li>
  )
}

interface ActProps {
  readonly organisation: number
  readonly act: string
  /** Of the screen where it is done; or of the file that is to be taken. */
  readonly path?: string
  readonly file?: { readonly path: string; readonly name: string }
}

function Act({ organisation, act, path = '', file }: ActProps): ReactNode {
  if (!file) {
    return (
      <ButtonLink to={`/o/${organisation}${path}` as '/'} variant="default" size="sm">
        {act}
      </ButtonLink>
    )
  }
  const href = `${apiBase}/organisations/${organisation}${file.path}`
  return (
    <Button component="a" href={href} download={file.name} variant="default" size="sm">
      {act}
    </Button>
  )
}

function useLine(toDo: ToDo) {
  const say = useWords(dashboardWords)
  const format = useFormat()
  switch (toDo.is) {
    case 'approval':
      return {
        ...{ icon: IconEar, act: say.listen, urgent: false },
        sentence: say.approve(toDo.campaignName, toDo.askedBy),
        note: format.instant(toDo.askedAt),
        path: `/campaigns/${toDo.campaign}/message`,
      }
    case 'rights': {
      const days = daysUntil(toDo.firstDueAt, Date.now())
      return {
        ...{ icon: IconInbox, act: say.answer, urgent: days <= 3, path: '/rights' },
        sentence: say.rights(toDo.open, format.number(toDo.open)),
        note: say.rightsLeft(days, format.number(days)),
      }
    }
    case 'rejectedLines':
      return {
        ...{ icon: IconFileAlert, act: say.download, urgent: false },
        sentence: say.rejected(toDo.lines, format.number(toDo.lines), toDo.fileName),
        note: `${say.importedOn(format.date(toDo.importedAt))}. ${say.correct}`,
        file: { path: `/tasks/${toDo.task}/files/${toDo.file.id}`, name: toDo.file.name },
      }
  }
}
