/** Codes of territories where no commune is known, as the map knows them. */

const codes: Readonly<Record<string, string>> = {
  ...{ GP: '971', MQ: '972', GF: '973', RE: '974', PM: '975', YT: '976', BL: '977', MF: '978' },
  ...{ WF: '986', PF: '987', NC: '988' },
}

/** A département stays itself. */
export const placeCode = (area: string): string => codes[area] ?? area
