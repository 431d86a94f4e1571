/** Makes the sample campaign and goes to its first step. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { answer, api, idempotencyKey } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { useLanguage } from '../../words/language.ts'

export function useSample() {
  const { id } = useOrganisation()
  const language = useLanguage()
  const navigate = useNavigate()
  const cache = useQueryClient()
  // One press is one sample, however often it is sent.
  const key = useRef(idempotencyKey())
  return useMutation({
    mutationFn: () =>
      answer(
        api.POST('/organisations/{organisation}/sample', {
          params: {
            path: { organisation: id },
            header: { 'Idempotency-Key': key.current },
          },
          body: { language },
        }),
      ),
    onSuccess: ({ campaign }) => {
      void cache.invalidateQueries()
      void navigate({ to: `/o/${id}/campaigns/${campaign}/purpose` as '/' })
    },
  })
}
