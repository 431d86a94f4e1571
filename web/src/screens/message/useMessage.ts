/** The message of the campaign of the address: what is worked on, its versions, and every act on them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { answer, api, idempotencyKey } from '../../api/client.ts'
import { useLiveEvent } from '../../api/live.ts'
import { useOrganisation } from '../../api/me.ts'
import type { components } from '../../api/schema.gen.ts'

type Schemas = components['schemas']
export type MessageDraft = Schemas['MessageDraft']
export type DraftRecording = Schemas['DraftRecording']
export type DraftSegment = Schemas['DraftSegment']
export type MessageProblem = Schemas['MessageProblem']
export type MessageRepair = Schemas['MessageRepair']
export type MessageVersion = Schemas['MessageVersion']
export type Track = DraftRecording['track']
export type DraftRole = DraftSegment['role']

export interface Here {
  readonly organisation: number
  readonly campaign: string
}

export function useHere(): Here {
  const { id } = useOrganisation()
  const { campaign = '' } = useParams({ strict: false })
  return { organisation: id, campaign }
}

const draftKey = ({ organisation, campaign }: Here) => ['message', organisation, campaign] as const
const versionsKey = (here: Here) => [...draftKey(here), 'versions'] as const

export function useDraft() {
  const here = useHere()
  const query = useQuery({
    queryKey: [...draftKey(here), 'draft'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}/message', {
          params: { path: here },
          signal,
        }),
      ),
  })
  const client = useQueryClient()
  useLiveEvent('changed', (event) => {
    const concerns = event['what'] === 'message' && event['campaign'] === here.campaign
    if (concerns) void client.invalidateQueries({ queryKey: draftKey(here) })
  })
  return query
}

export function useVersions() {
  const here = useHere()
  return useQuery({
    queryKey: versionsKey(here),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}/message/versions', {
          params: { path: here, query: { limit: 20 } },
          signal,
        }),
      ),
  })
}

/** Each act answers the whole draft: what is shown is what the server holds. */
export function useDraftActs() {
  const here = useHere()
  const client = useQueryClient()
  const keep = (draft: MessageDraft): void => {
    client.setQueryData([...draftKey(here), 'draft'], draft)
  }
  /** Refused: perhaps because it is another by now. */
  const look = (): Promise<void> =>
    client.invalidateQueries({ queryKey: [...draftKey(here), 'draft'] })
  const path = '/organisations/{organisation}/campaigns/{campaign}/message' as const
  const onTrack = `${path}/recordings/{track}` as const
  const at = (track: Track) => ({ params: { path: { ...here, track } } })
  return {
    keep,
    saveScript: useMutation({
      mutationFn: (body: Pick<MessageDraft['script'], 'lines' | 'voiceOrigin'>) =>
        answer(api.PUT(`${path}/script`, { params: { path: here }, body })),
      onSuccess: keep,
    }),
    takeSample: useMutation({
      mutationFn: (track: 'call' | 'voicemail') =>
        answer(api.POST(`${onTrack}/sample`, { params: { path: { ...here, track } } })),
      onSuccess: keep,
    }),
    setSegments: useMutation({
      mutationFn: ({ track, ...body }: SegmentsChange) =>
        answer(api.PUT(`${onTrack}/segments`, { ...at(track), body })),
      onSuccess: keep,
      onError: look,
    }),
    repair: useMutation({
      mutationFn: ({ track, ...body }: RepairChange) =>
        answer(api.POST(`${onTrack}/repairs`, { ...at(track), body })),
      onSuccess: keep,
      onError: look,
    }),
    undo: useMutation({
      mutationFn: ({ track, revision }: { track: Track; revision: number }) =>
        answer(api.POST(`${onTrack}/undo`, { ...at(track), body: { revision } })),
      onSuccess: keep,
      onError: look,
    }),
    reopen: useMutation({
      mutationFn: (version: number) =>
        answer(
          api.POST(`${path}/versions/{version}/draft`, { params: { path: { ...here, version } } }),
        ),
      onSuccess: keep,
    }),
    remove: useMutation({
      mutationFn: (track: Track) => answer(api.DELETE(onTrack, at(track))),
      onSuccess: keep,
    }),
  }
}

interface SegmentsChange {
  readonly track: Track
  readonly revision: number
  readonly segments: DraftSegment[]
}

interface RepairChange {
  readonly track: Track
  readonly revision: number
  readonly repair: MessageRepair
}

export function useVersionActs() {
  const here = useHere()
  const client = useQueryClient()
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: draftKey(here) })
  const path = '/organisations/{organisation}/campaigns/{campaign}/message/versions' as const
  const headers = () => ({ 'Idempotency-Key': idempotencyKey() })
  return {
    make: useMutation({
      mutationFn: () =>
        answer(api.POST(path, { params: { path: here }, body: {}, headers: headers() })),
      onSuccess: again,
    }),
    approve: useMutation({
      mutationFn: ({ version, hash }: Pick<MessageVersion, 'version' | 'hash'>) =>
        answer(
          api.POST(`${path}/{version}/reviews`, {
            params: { path: { ...here, version } },
            body: { hash, answer: 'approved' },
          }),
        ),
      onSuccess: again,
    }),
    ask: useMutation({
      mutationFn: (version: number) =>
        answer(
          api.POST(`${path}/{version}/approval-links`, {
            params: { path: { ...here, version } },
            ...{ body: {}, headers: headers() },
          }),
        ),
      onSuccess: again,
    }),
  }
}

export function useLinks(version: number) {
  const here = useHere()
  return useQuery({
    queryKey: [...draftKey(here), 'links', version],
    queryFn: ({ signal }) =>
      answer(
        api.GET(
          '/organisations/{organisation}/campaigns/{campaign}/message/versions/{version}/approval-links',
          { params: { path: { ...here, version } }, signal },
        ),
      ),
  })
}
