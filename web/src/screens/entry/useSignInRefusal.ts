/** What a refused sign-in means, as the sentence of a field: wrong, or locked for a while. */
import { problemOf } from '../../api/problem.ts'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { entryWords } from './words.ts'

type Refusal = (
  thrown: unknown,
  field: string,
  wrong: string,
) => Readonly<Record<string, string>> | undefined

export function useSignInRefusal(): Refusal {
  const say = useWords(entryWords)
  const format = useFormat()
  return (thrown, field, wrong) => {
    const { code, measured } = problemOf(thrown)
    const waitS = Number.parseInt(measured ?? '', 10)
    if (code === 'tooMany' && waitS > 0) {
      return { [field]: say.signIn.locked(format.duration(waitS * 1000)) }
    }
    return code === 'unauthenticated' ? { [field]: wrong } : undefined
  }
}
