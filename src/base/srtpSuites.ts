/** What is agreed on in SDP (RFC 4568 §6.2) and used in RTP: the suites we speak, strongest first. */
export const srtpSuites = ['AES_CM_128_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_32'] as const
export type SrtpSuite = (typeof srtpSuites)[number]

export const MASTER_KEY_BYTES = 16
export const MASTER_SALT_BYTES = 14
/** What stands behind `inline:` (RFC 4568 §6.1): key, then salt. */
export const MASTER_BYTES = MASTER_KEY_BYTES + MASTER_SALT_BYTES
