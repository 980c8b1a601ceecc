/**
 * A file that a person has pasted, dropped or picked, as it can be kept, or a sentence that says
 * why it cannot and what to do instead.
 *
 * It is what its first bytes say; its name is masked and made plain.
 */
import {
  type Attachment,
  LARGEST_FILE,
  sizeWords,
  WHAT_FITS,
} from '#shared/attachment/attachment.ts'
import { FIRST_BYTES, mediaTypeOf } from '#shared/attachment/media-type-of.ts'
import { safeFileName } from '#shared/attachment/safe-file-name.ts'
import { splitEnding } from '#shared/attachment/split-ending.ts'
import { hashOf } from '../../client/read-file.ts'

export interface Offer {
  file: Attachment
  bytes: ArrayBuffer
}

export interface Looking {
  id: string
  /** How many files there are already, to number what has no name of its own. */
  count: number
  mask: (text: string) => Promise<{ text: string }>
  /** How much this browser can still store; undefined where it does not say. */
  freeBytes: number | undefined
}

export async function lookAtFile(
  given: File,
  { id, count, mask, freeBytes }: Looking,
): Promise<Offer | string> {
  const name = isUnnamed(given.name) ? `screenshot-${count + 1}.png` : given.name
  if (given.size > LARGEST_FILE) return `${name} has ${sizeWords(given.size)}. ${WHAT_FITS}.`
  if (given.size === 0) return `${name} is empty.`
  if (freeBytes !== undefined && freeBytes < given.size * 2) {
    return `This browser has no room left for ${name}. Free some disk space first.`
  }
  const bytes = await given.arrayBuffer()
  const mediaType = mediaTypeOf(new Uint8Array(bytes).subarray(0, FIRST_BYTES), name)
  if (!mediaType) return `${name} cannot be attached as it is; put it into a ZIP. ${WHAT_FITS}.`
  const [stem, ending] = splitEnding(name)
  const fileName = safeFileName(`${(await mask(stem)).text}${ending}`, mediaType)
  return {
    bytes,
    file: { id, fileName, mediaType, bytes: given.size, sha256: await hashOf(bytes) },
  }
}

/** Browsers call every pasted picture the same. */
const isUnnamed = (name: string): boolean => name === '' || name === 'image.png'
