/** Asks the API by its contract from outside the extension, as a set-up script of a team would. */
import { type SignedIn, SignIn } from '#shared/person/contract.ts'
import { ListMembers, SaveConnection } from '#shared/psa/contract.ts'
import type { RequestOf, ResponseOf, Route } from '#shared/route.ts'

export async function askApi<R extends Route>(
  url: string,
  route: R,
  request: RequestOf<R>,
  accessToken?: string,
): Promise<ResponseOf<R>> {
  const rest: Record<string, unknown> = { ...(request as Record<string, unknown>) } // contracts take objects
  const path = route.path.replace(/:(\w+)/g, (_all, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encodeURIComponent(value)
  })
  const inQuery = route.method === 'GET' || route.method === 'DELETE'
  const query = inQuery ? new URLSearchParams(rest as Record<string, string>).toString() : ''
  const answer = await fetch(`${url}/api${path}${query ? `?${query}` : ''}`, {
    method: route.method,
    headers: {
      ...(inQuery ? {} : { 'content-type': 'application/json' }),
      ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
    },
    ...(inQuery ? {} : { body: JSON.stringify(rest) }),
  })
  const body: unknown = await answer.json()
  if (!answer.ok) throw new Error(`${route.method} ${route.path}: ${JSON.stringify(body)}`)
  return route.response.parse(body) as ResponseOf<R> // parsed by the route's own schema
}

export const signInAs = (url: string, email: string, password: string): Promise<SignedIn> =>
  askApi(url, SignIn, { email, password, device: 'rig' })

/** Connects the team to the stand-in under a real ConnectWise name. */
export async function connectPsa(
  url: string,
  admin: { email: string; password: string },
  connection: RequestOf<typeof SaveConnection>,
): Promise<void> {
  const { accessToken } = await signInAs(url, admin.email, admin.password)
  await askApi(url, SaveConnection, connection, accessToken)
  await askApi(url, ListMembers, { refresh: 'true' }, accessToken)
}
