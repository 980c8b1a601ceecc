/**
 * `npm run team:create -- --team "Contoso MSP" --name "Ada Park" --email ada@contoso.example`
 *
 * Makes a team and its admin. What is not given is asked for. The password comes from
 * TEAM_ADMIN_PASSWORD, or is typed, or is made and shown this once.
 */
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { readConfig } from './config.ts'
import { makeLog } from './log.ts'
import { openDeps } from './open-deps.ts'
import { createTeam } from './person/create-team.ts'

try {
  const { values } = parseArgs({
    options: {
      team: { type: 'string' },
      name: { type: 'string' },
      email: { type: 'string' },
    },
  })
  const config = readConfig(process.env)
  const asked = await askForMissing(values)
  const { deps, close } = await openDeps(config, makeLog('warn'))
  try {
    await createTeam(deps, {
      name: asked.team,
      people: [
        {
          email: asked.email,
          name: asked.name,
          role: 'team_admin',
          isLead: false,
          password: asked.password,
        },
      ],
    })
  } finally {
    await close()
  }
  console.log(`The team “${asked.team}” is there. ${asked.name} signs in as ${asked.email}.`)
  if (asked.isMade) console.log(`The password, shown this once: ${asked.password}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

interface Asked {
  team: string
  name: string
  email: string
  password: string
  isMade: boolean
}

async function askForMissing(given: {
  team?: string | undefined
  name?: string | undefined
  email?: string | undefined
}): Promise<Asked> {
  const isTalking = process.stdin.isTTY === true
  const lines = isTalking
    ? createInterface({ input: process.stdin, output: process.stdout })
    : undefined
  const ask = async (question: string, option: string) => {
    const answer = (await lines?.question(`${question}: `))?.trim()
    if (answer) return answer
    throw new Error(`Say it with --${option}.`)
  }
  try {
    const team = given.team ?? (await ask('Name of the team', 'team'))
    const name = given.name ?? (await ask('Name of its admin', 'name'))
    const email = given.email ?? (await ask('E-mail address of the admin', 'email'))
    const typed =
      process.env.TEAM_ADMIN_PASSWORD?.trim() ||
      (await lines?.question('Password, 15 characters or more (empty: one is made): '))?.trim()
    const made = randomBytes(18).toString('base64url')
    return { team, name, email, password: typed || made, isMade: !typed }
  } finally {
    lines?.close()
  }
}
