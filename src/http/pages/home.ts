/** The first page, the language switch, the icon, and the practice phone. */
import type { FastifyInstance } from 'fastify'
import { html } from 'ghtml'
import { askedLately } from '../../store/postgres/spokenCodes.ts'
import { type Desk, sendTo, show } from '../desk.ts'
import { readDraft } from '../offered.ts'
import { Problem } from '../problems.ts'
import { setLanguage } from '../session.ts'
import { shownNumber } from '../shownNumber.ts'
import { homeWords } from '../words/home.ts'

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#284e99" d="M1 5h4l8-4v14l-8-4H1z"/></svg>'

/** A path of ours, never another site: `//host` and `\` are somebody else's. */
const ownPath = /^\/(?![/\\])[A-Za-z0-9/_-]*$/

export function addHomePages(app: FastifyInstance, desk: Desk): void {
  app.get('/', async (request, reply) => {
    const words = homeWords[request.visit.language]
    return show(
      desk,
      { request, reply },
      {
        title: words.title,
        body: html`<p class="lead">${words.lead}</p>
<div class="card"><h2>${words.objectTitle}</h2><p>${words.objectText}</p>
<p><a class="button" href="/object">${words.objectLink}</a></p></div>
<div class="card"><h2>${words.whyTitle}</h2><p>${words.whyText}</p>
<p><a class="button plain" href="/why">${words.whyLink}</a></p></div>`,
      },
    )
  })
  app.get<{ Params: { language: string }; Querystring: { to?: unknown } }>(
    '/language/:language',
    async (request, reply) => {
      const { language } = request.params
      if (language !== 'fr' && language !== 'en') throw new Problem('notFound')
      const { to } = request.query
      reply.header('set-cookie', setLanguage(language, desk.cookies))
      return sendTo(reply, typeof to === 'string' && ownPath.test(to) ? to : '/')
    },
  )
  app.get('/favicon.svg', async (_request, reply) => reply.type('image/svg+xml').send(icon))
  const { practicePhone } = desk
  if (!practicePhone) return
  app.get('/practice/phone', async (request, reply) => {
    const words = homeWords[request.visit.language]
    const { session } = request.visit
    const [data, consent] = await Promise.all([
      askedLately(desk.database, session, 'data'),
      askedLately(desk.database, session, 'consent'),
    ])
    const asked = (consent?.askedAt ?? 0) > (data?.askedAt ?? 0) ? consent : data
    const heard = asked && (await practicePhone.heard(asked.number))
    const offer = asked === consent ? readDraft(asked?.about)?.offer : undefined
    const back = offer === undefined ? '/why/code' : `/consent/${offer}/code`
    return show(
      desk,
      { request, reply },
      {
        title: words.phoneTitle,
        body: html`<p class="lead">${words.phoneLead}</p>
!${
          asked && heard
            ? html`<div class="card"><p>${words.phoneHeard(shownNumber(asked.number, { masked: true }))}</p>
<p class="heard">${[...heard].join(' ')}</p></div>`
            : html`<div class="card"><p>${words.phoneSilent}</p></div>`
        }
<p><a class="button plain" href="/practice/phone">${words.phoneAgain}</a> <a class="button plain" href="${back}">${words.phoneBack}</a></p>`,
      },
    )
  })
}
