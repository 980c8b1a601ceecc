/**
 * Access tokens: who, of which team, through which sign-in; good for ten minutes.
 *
 * Signed and read by the API alone (HS256, keys derived from the ring in `SECRETS_KEYS`, all
 * of which are read so that keys can be rotated). A token says only who somebody is. What
 * they may do is read from the database with each request, so that a change counts at once.
 */
import { jwtVerify, SignJWT } from 'jose'
import type { Secrets } from '../secrets.ts'

export interface Claims {
  personId: string
  teamId: string
  signInId: string
}

export const ACCESS_TOKEN_SECONDS = 600

const ISSUER = 'resolutionflow'
const AUDIENCE = 'resolutionflow-api'
const TYPE = 'at+jwt'

export async function makeAccessToken(
  secrets: Secrets,
  { personId, teamId, signInId }: Claims,
  now: Date,
): Promise<{ token: string; endsAt: string }> {
  const [signer] = secrets.keysFor('access tokens')
  if (!signer) throw new Error('There is no key to sign with.')
  const endsAt = new Date((Math.floor(now.getTime() / 1000) + ACCESS_TOKEN_SECONDS) * 1000)
  const token = await new SignJWT({ team: teamId, fam: signInId })
    .setProtectedHeader({ alg: 'HS256', typ: TYPE, kid: signer.id })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(personId)
    .setIssuedAt(Math.floor(now.getTime() / 1000))
    .setExpirationTime(Math.floor(endsAt.getTime() / 1000))
    .sign(signer.key)
  return { token, endsAt: endsAt.toISOString() }
}

/**
 * Reads tokens, and remembers those it has read until they end: checking a signature costs
 * more than all the rest of a small request.
 */
export function makeTokenReader(secrets: Secrets, now: () => Date, keepAtMost = 20_000) {
  const kept = new Map<string, { claims: Claims; endsMs: number }>()

  return async (token: string): Promise<Claims | undefined> => {
    const nowMs = now().getTime()
    const known = kept.get(token)
    if (known) {
      if (known.endsMs > nowMs) return known.claims
      kept.delete(token)
      return undefined
    }
    const read = await verify(secrets, token, now())
    if (!read) return undefined
    if (kept.size >= keepAtMost) kept.delete(kept.keys().next().value ?? '')
    kept.set(token, read)
    return read.claims
  }
}

async function verify(secrets: Secrets, token: string, now: Date) {
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid }) => {
        const reader = secrets.keysFor('access tokens').find((key) => key.id === kid)
        if (!reader) throw new Error('unknown key')
        return reader.key
      },
      {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: TYPE,
        currentDate: now,
        requiredClaims: ['sub', 'exp', 'team', 'fam'],
      },
    )
    const { sub, team, fam, exp } = payload
    if (!isId(sub) || !isId(team) || !isId(fam) || !exp) return undefined
    return { claims: { personId: sub, teamId: team, signInId: fam }, endsMs: exp * 1000 }
  } catch {
    // Every way in which a token can be wrong has one answer: sign in again.
    return undefined
  }
}

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
