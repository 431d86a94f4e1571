/** The nonce that the server gave this page: styles made at run time carry it. */

const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')
export const nonce: string = meta?.nonce ?? ''
