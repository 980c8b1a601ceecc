/**
 * The version of a flow: the SHA-256 of its content, written in one spelling.
 *
 * The same content has the same version wherever it was authored, and a change of a single
 * letter is another version, so a session pinned to one can never walk anything else. The
 * digest is handed in: Node's and the browser's are different calls to the same function.
 */
import { canonicalJson } from '../canonical-json.ts'
import type { Digest } from '../session/chain.ts'
import type { FlowContent } from './flow.ts'

export const versionOf = async (content: FlowContent, digest: Digest): Promise<string> =>
  await digest(canonicalJson(content))
