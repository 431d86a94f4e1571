/**
 * A query as a person sees it: skeleton, error with retry, or what `children` makes of the data. Data
 * shown before stays when asking again fails; the offline band says how old it is.
 */
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from './ErrorState.tsx'
import { Loading } from './Loading.tsx'

interface QueryViewProps<Data> {
  readonly query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>
  /** « Les contacts n’ont pas pu être lus. » */
  readonly failed: string
  readonly loading?: ReactNode
  readonly children: (data: Data) => ReactNode
}

export function QueryView<Data>({
  query: { data, error, refetch },
  failed,
  loading = <Loading />,
  children,
}: QueryViewProps<Data>): ReactNode {
  if (data !== undefined) return children(data)
  if (error) return <ErrorState what={failed} error={error} onRetry={() => void refetch()} />
  return loading
}
