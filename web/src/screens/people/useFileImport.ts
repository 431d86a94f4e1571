/**
 * One file on its way in: previewed from its first bytes at once, sent behind (and again from where it
 * broke off), its columns settled, then imported as a task of the server.
 */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { answer, api, apiBase, ownHeaders } from '../../api/client.ts'
import { ApiProblem } from '../../api/problem.ts'
import type { components } from '../../api/schema.gen.ts'
import { type Sending, sendUpload } from './sendUpload.ts'

export type Preview = components['schemas']['FilePreview']
export type ColumnUse = components['schemas']['ColumnUse']
export type SourceDeclaration = components['schemas']['SourceDeclaration']
export type Task = components['schemas']['Task']

/** As the server reads; a workbook is previewed once it has arrived. */
const headBytes = 262_144

export interface FileImport {
  readonly file: File | null
  readonly preview: Preview | null
  readonly previewError: unknown
  readonly sending: Sending | null
  readonly mapping: Readonly<Record<string, ColumnUse>>
  readonly sheet: string | null
  readonly starting: boolean
  readonly startError: unknown
  readonly choose: (file: File) => void
  readonly setUse: (header: string, use: ColumnUse) => void
  readonly setSheet: (sheet: string) => void
  readonly start: (source: SourceDeclaration, evidence: File | null) => void
  readonly reset: () => void
}

export function useFileImport(organisation: number, onStarted: (task: Task) => void): FileImport {
  const [file, setFile] = useState<File | null>(null)
  const [mapping, setMapping] = useState<Readonly<Record<string, ColumnUse>>>({})
  const [sheet, setSheet] = useState<string | null>(null)
  const [sending, setSending] = useState<Sending | null>(null)
  const upload = useRef<Promise<string> | null>(null)
  const stop = useRef<() => void>(() => undefined)
  const preview = usePreview(organisation, file, sheet, sending?.upload ?? null)
  const reset = useCallback(() => {
    stop.current()
    setFile(null)
    setMapping({})
    setSheet(null)
    setSending(null)
  }, [])
  useEffect(() => () => stop.current(), [])
  const start = useMutation({
    mutationFn: async (asked: { source: SourceDeclaration; evidence: File | null }) => {
      const { source, evidence } = asked
      const id = await upload.current
      if (id === null) throw new ApiProblem(0, {})
      const proof = evidence ? await sendUpload(organisation, evidence).done : undefined
      return await answer(
        api.POST('/organisations/{organisation}/imports', {
          params: { path: { organisation } },
          body: {
            ...{ upload: id, mapping, source },
            ...(sheet !== null && { sheet }),
            ...(proof !== undefined && { evidence: proof }),
          },
        }),
      )
    },
    onSuccess: (task) => {
      reset()
      onStarted(task as Task)
    },
  })
  const choose = (chosen: File): void => {
    reset()
    start.reset()
    setFile(chosen)
    const sent = sendUpload(organisation, chosen, setSending)
    stop.current = sent.stop
    upload.current = sent.done
    // What went wrong is shown by `sending`, and said again by whoever waits for it.
    sent.done.catch(() => undefined)
  }
  return {
    ...{ file, mapping, sheet, sending, choose, setSheet, reset },
    preview: preview.data ?? null,
    previewError: preview.error,
    starting: start.isPending,
    startError: start.error,
    setUse: (header, use) => setMapping((before) => ({ ...before, [header]: use })),
    start: (source, evidence) => start.mutate({ source, evidence }),
  }
}

function usePreview(
  organisation: number,
  file: File | null,
  sheet: string | null,
  upload: string | null,
) {
  const workbook = file !== null && isWorkbookName(file.name)
  return useQuery({
    queryKey: ['preview', organisation, file?.name, file?.size, file?.lastModified, sheet, upload],
    enabled: file !== null && (!workbook || upload !== null),
    staleTime: Number.POSITIVE_INFINITY,
    // The one of before stays in sight while another sheet is read.
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Preview> => {
      if (file && !workbook) return await previewOfHead(organisation, file, signal)
      return await answer(
        api.GET('/organisations/{organisation}/uploads/{upload}/preview', {
          params: {
            path: { organisation, upload: upload ?? '' },
            query: sheet === null ? {} : { sheet },
          },
          signal,
        }),
      )
    },
  })
}

export const isWorkbookName = (name: string): boolean => /\.xls[xm]$/i.test(name)

async function previewOfHead(
  organisation: number,
  file: File,
  signal: AbortSignal,
): Promise<Preview> {
  const response = await fetch(`${apiBase}/organisations/${organisation}/previews`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...ownHeaders() },
    body: file.slice(0, headBytes),
    signal,
  })
  const body = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new ApiProblem(response.status, body)
  return body as unknown as Preview
}
