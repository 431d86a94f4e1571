/** The reference page of the API: every route with its parameters, bodies, replies and a command to try. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { html } from 'ghtml'
import { failures } from '../../base/failure.ts'
import { stylesPath } from '../layout.ts'
import { type JsonSchema, openSchemaBook, type SchemaBook } from './jsonSchemas.ts'
import { type Parameter, parametersOf } from './openApi.ts'
import type { AnyRoute } from './route.ts'
import { exampleOf, schemaText } from './schemaText.ts'

export const referenceStyles = readFileSync(
  path.join(import.meta.dirname, '..', 'assets', 'reference.css'),
  'utf8',
)

export function referencePage(routes: readonly AnyRoute[]): string {
  const book = openSchemaBook()
  for (const { reply } of routes) if (reply) book.of(reply, 'output')
  const tags = [...new Set(routes.map(({ tag }) => tag))]
  const families = tags.map((tag) => familyOf(tag, routes, book))
  const shapes = Object.entries(book.components).sort(([a], [b]) => (a < b ? -1 : 1))
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>API reference – Portevoix</title>
<link rel="stylesheet" href="${stylesPath}">
<link rel="stylesheet" href="/api/v1/reference.css">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
</head>
<body class="api">
<a class="skip" href="#main">Skip to the routes</a>
<header class="top"><p class="brand"><a href="/">Portevoix</a></p></header>
<main id="main">
<h1>API reference</h1>
<p>Everything the web app does, it does through these ${routes.length} routes, all below
<code>/api/v1</code>. The same as a document for programs: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
!${firstSteps}
<nav aria-label="Families of routes"><ul class="columns">!${tags.map(linkTo).join('')}</ul></nav>
!${families.join('')}
<h2 id="shapes">Shapes</h2>
!${shapes.map(([name, schema]) => shapeCard(name, schema)).join('')}
<h2 id="errors">Failures</h2>
!${failureTable()}
</main>
</body>
</html>
`
}

const firstSteps = html`<section class="card">
<h2>Three things first</h2>
<p><strong>A key.</strong> Make one in the web app under Settings, Keys, and send it with each request:
<code>Authorization: Bearer KEY</code>. A browser uses its session cookie instead, and sends the
<code>csrfToken</code> of <code>GET /me</code> in the header
<code>x-portevoix-csrf</code> with whatever changes something.</p>
<p><strong>Lists</strong> answer <code>{ items, next }</code>: give <code>next</code> as <code>after</code>
until it is null.</p>
<p><strong>Repeating.</strong> A route that creates something takes an <code>Idempotency-Key</code>, a new UUID for each
thing: the same request is then done once, and answers the same for 24 hours.</p>
</section>`

const idOf = (tag: string): string => tag.toLowerCase().replace(/[^a-z]+/g, '-')
const linkTo = (tag: string): string => html`<li><a href="#${idOf(tag)}">${tag}</a></li>`

function familyOf(tag: string, routes: readonly AnyRoute[], book: SchemaBook): string {
  const own = routes.filter((route) => route.tag === tag)
  return html`<section><h2 id="${idOf(tag)}">${tag}</h2>!${own.map((each) => routeCard(each, book)).join('')}</section>`
}

function routeCard(route: AnyRoute, book: SchemaBook): string {
  const parameters = parametersOf(route, book)
  const body = route.body ? book.of(route.body, 'input') : null
  const reply = route.reply ? book.of(route.reply, 'output') : null
  return html`<article class="card" id="${route.name}">
<h3><code><span class="method" data-method="${route.method}">${route.method}</span>${shownPath(route)}</code></h3>
<p>${route.summary} <span class="hint">!${accessText(route)}</span></p>
!${parameters.length > 0 ? parameterTable(parameters) : ''}
!${body ? html`<h4>Body</h4><pre tabindex="0"><code>!${schemaText(body)}</code></pre>` : ''}
!${route.takes ? html`<h4>Body</h4><p>Bytes of ${route.takes.types.join(' or ')}.</p>` : ''}
<h4>Reply ${route.status ?? (reply || route.streams ? 200 : 204)}</h4>
!${reply ? html`<pre tabindex="0"><code>!${schemaText(reply)}</code></pre>` : html`<p>${route.streams ?? 'No body.'}</p>`}
<h4>Try it</h4>
<pre tabindex="0"><code>${curlOf(route, body, book)}</code></pre>
</article>`
}

function accessText({ access }: AnyRoute): string {
  if (access === 'public') return 'Open to everybody.'
  if (access === 'signedIn') return 'For whoever is signed in.'
  return html`Needs the permission <code>${access}</code>.`
}

function parameterTable(parameters: readonly Parameter[]): string {
  const rows = parameters.map(
    ({ name, in: where, required, description = '', schema }) =>
      html`<tr><th scope="row"><code>${name}</code></th><td>${where}!${required ? '' : ', optional'}</td>
<td><code>!${schemaText(schema)}</code></td><td>${description}</td></tr>`,
  )
  return html`<div class="wide"><table><thead><tr><th scope="col">Parameter</th><th scope="col">Where</th>
<th scope="col">Kind</th><th scope="col">Meaning</th></tr></thead><tbody>!${rows.join('')}</tbody></table></div>`
}

const shownPath = ({ path: at }: AnyRoute): string => at.replace(/:(\w+)/g, '{$1}')

function curlOf(route: AnyRoute, body: JsonSchema | null, { components }: SchemaBook): string {
  const at = route.path.replace(':organisation', '1').replace(/:(\w+)/g, '$1')
  const parts = [
    `curl ${route.method === 'GET' ? '' : `-X ${route.method} `}"$SERVER/api/v1${at}"`,
    ...(route.access === 'public' ? [] : ['-H "Authorization: Bearer $KEY"']),
    ...(route.creates ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(body
      ? [
          "-H 'Content-Type: application/json'",
          `-d '${JSON.stringify(exampleOf(body, components))}'`,
        ]
      : []),
    ...(route.takes ? [`-H 'Content-Type: ${route.takes.types[0]}'`, '--data-binary @FILE'] : []),
    ...(route.streams === 'text/event-stream' ? ['--no-buffer'] : []),
  ]
  return parts.join(' \\\n  ')
}

const shapeCard = (name: string, schema: JsonSchema): string =>
  html`<section class="card"><h3 id="shape-${name}">${name}</h3><pre tabindex="0"><code>!${schemaText(schema)}</code></pre></section>`

function failureTable(): string {
  const rows = Object.entries(failures).map(
    ([code, [, status, meaning, whatToDo]]) =>
      html`<tr id="error-${code}"><th scope="row"><code>${code}</code></th><td>${status}</td><td>${meaning}</td><td>${whatToDo}</td></tr>`,
  )
  return html`<div class="wide"><table><thead><tr><th scope="col">Code</th><th scope="col">Status</th>
<th scope="col">Meaning</th><th scope="col">What to do</th></tr></thead><tbody>!${rows.join('')}</tbody></table></div>`
}
