/** The person's own act that ends an objection; nobody else's word does (RGPD art. 21, 7 § 3). */

export type LiftProof =
  /** A code dictated to the number itself and typed on the public pages: its request's reference. */
  | { readonly is: 'code'; readonly reference: string }
  /** A letter signed by the person: the SHA-256 of its scan. */
  | { readonly is: 'letter'; readonly sha256: string }

export function parseLiftProof(text: string): LiftProof | undefined {
  const [, kind, value = ''] = /^(code|letter):(.+)$/i.exec(text.trim()) ?? []
  if (kind?.toLowerCase() === 'letter') {
    return /^[0-9a-f]{64}$/i.test(value) ? { is: 'letter', sha256: value.toLowerCase() } : undefined
  }
  if (kind === undefined || !/^[A-Z0-9]+(-[A-Z0-9]+)+$/i.test(value)) return undefined
  return { is: 'code', reference: value.toUpperCase() }
}

export function proofText(proof: LiftProof): string {
  return proof.is === 'code' ? `code:${proof.reference}` : `letter:${proof.sha256}`
}
