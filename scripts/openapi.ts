/**
 * Writes docs/openapi.json, made of the API's routes, and from it the types of the web app's client.
 * `generatedApi` is what test/tidy.test.ts compares with.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { openApiDocument } from '../src/http/api/openApi.ts'
import { routes } from '../src/http/api/routes.ts'

/** Path from the root → text. */
export async function generatedApi(): Promise<Readonly<Record<string, string>>> {
  const document = openApiDocument(routes)
  // The generator changes what it is given, and refuses a document that is not valid.
  const copy = structuredClone(document) as unknown as OpenAPI3
  const types = astToString(await openapiTypes(copy, { alphabetize: false }))
  return {
    'docs/openapi.json': `${JSON.stringify(document, null, 1)}\n`,
    'web/src/api/schema.gen.ts': `// Generated from docs/openapi.json by scripts/openapi.ts.\n${types}`,
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [name, text] of Object.entries(await generatedApi())) {
    writeFileSync(path.join(import.meta.dirname, '..', name), text)
    console.log(`wrote ${name}`)
  }
}
