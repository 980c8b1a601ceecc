/** Names and titles from ConnectWise: made plain, and on one line. */
import { normaliseText } from '#shared/text/normalise.ts'

export const oneLine = (text: string): string => normaliseText(text).replace(/\s+/g, ' ').trim()
