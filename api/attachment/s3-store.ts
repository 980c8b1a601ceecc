/**
 * Files in an object store that speaks S3's language (AWS, MinIO, R2, Ceph …): one object per
 * team and SHA-256.
 *
 * Addresses name the bucket in their path, which every such store understands. Each request is
 * signed with the hash of its body, so bytes that were damaged on the way are refused there. A
 * store that does not answer is told as something that passes.
 */
import { AwsClient } from 'aws4fetch'
import { Refused } from '#shared/route.ts'
import type { FileStore, StoredFile } from './file-store.ts'

export interface S3Config {
  endpoint: URL
  bucket: string
  region: string
  accessKey: string
  secretKey: string
}

const PATIENCE_MS = 30_000
const NO_BODY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

export function openS3Store({
  endpoint,
  bucket,
  region,
  accessKey,
  secretKey,
}: S3Config): FileStore {
  const client = new AwsClient({
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    service: 's3',
    region,
    retries: 2,
  })
  const root = `${endpoint.href.replace(/\/$/, '')}/${encodeURIComponent(bucket)}`

  /** The answer's body, under one limit of time with asking for it; none where there is no such object. */
  const ask = async (
    method: string,
    address: string,
    sha256 = NO_BODY,
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const { response, told } = await client
      .fetch(address, {
        method,
        headers: { 'x-amz-content-sha256': sha256 },
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(body ? { body } : {}),
      })
      .then(async (answer) => ({
        response: answer,
        told: new Uint8Array(await answer.arrayBuffer()),
      }))
      .catch((error: unknown) => {
        throw away(error)
      })
    if (response.ok) return told
    const code = codeOf(textOf(told))
    if (response.status === 404 && code !== 'NoSuchBucket') return undefined
    throw away(new Error(`${method} answered ${response.status}: ${code}`))
  }

  const addressOf = (teamId: string, name: string) => `${root}/${teamId}/${name}`

  return {
    async put(teamId, sha256, bytes) {
      await ask('PUT', addressOf(teamId, sha256), sha256, bytes)
    },
    read: (teamId, sha256) => ask('GET', addressOf(teamId, sha256)),
    async has(teamId, sha256) {
      return (await ask('HEAD', addressOf(teamId, sha256))) !== undefined
    },
    async *list(teamId) {
      for (let from: string | undefined, isMore = true; isMore; ) {
        const query = new URLSearchParams({ 'list-type': '2', prefix: `${teamId}/` })
        if (from) query.set('continuation-token', from)
        const text = textOf(await ask('GET', `${root}?${query}`))
        yield* readList(text, teamId)
        from = tagged(text, 'NextContinuationToken')
        isMore = from !== undefined
      }
    },
    async delete(teamId, name) {
      await ask('DELETE', addressOf(teamId, name))
    },
  }
}

/** Keys are our own ids, so nothing in them is ever written as an entity. */
function* readList(xml: string, teamId: string): Iterable<StoredFile> {
  for (const [, object = ''] of xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
    const [team, name] = tagged(object, 'Key')?.split('/') ?? []
    const writtenAt = new Date(tagged(object, 'LastModified') ?? Number.NaN)
    if (team === teamId && name && Number.isFinite(writtenAt.getTime())) yield { name, writtenAt }
  }
}

const tagged = (xml: string, tag: string): string | undefined =>
  new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1]

const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)

const codeOf = (told: string): string => tagged(told, 'Code') ?? 'no reason given'

const away = (error: unknown): Refused =>
  new Refused(
    'notAvailable',
    'The store for files is not answering. Your file stays where you are and is sent again by itself; tell your admin if this stays.',
    { retryAfterSeconds: 30, cause: error },
  )
