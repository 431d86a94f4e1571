/** docs/errors.md, written from the registry of failures. */
import { failures } from './failure.ts'

export function errorsPage(): string {
  const rows = Object.entries(failures).map(
    ([code, [exitCode, httpStatus, meaning, whatToDo]]) =>
      `| \`${code}\` | ${exitCode} | ${httpStatus} | ${meaning} | ${whatToDo} |`,
  )
  return [
    '# Errors',
    '',
    'Generated from `src/base/failure.ts`; `npm run docs` writes this page.',
    '',
    'Every failure is one sentence on standard error, then its code in brackets; with `--json` the same',
    'as `{"error":{"code","message","measured","limit"}}` on standard output. Nothing half-done stays',
    'behind. Exit code 0 means done.',
    '',
    'The API answers the same failures as `application/problem+json` (RFC 9457): `type` (an address of this',
    'page), `title`, `status`, `detail` (the sentence), `code`, and where they help `measured`, `limit` and',
    '`fields`, a list of `{field, sentence}`.',
    '',
    '| code | exit code | HTTP status | meaning | what to do |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
