/**
 * Whether this process lives, and whether it can do its work. Alive asks nobody, so that a
 * slow database does not get healthy processes killed; ready asks the database and looks at
 * its shape.
 */
import { missingMigrations } from '#db/migrate.ts'
import { GetHealth, GetReadiness } from '#shared/health.ts'
import { Refused, refuse } from '#shared/route.ts'
import { type App, answer } from './answer.ts'

export function healthRoutes(app: App): void {
  const { config, database } = app.deps

  answer(app, GetHealth, async () => ({
    product: 'ResolutionFlow' as const,
    isDemo: config.isDemo,
  }))

  answer(app, GetReadiness, async () => {
    const missing = await missingMigrations(database.owner).catch((cause: unknown) => {
      throw new Refused('notAvailable', 'The database does not answer.', {
        retryAfterSeconds: 2,
        cause,
      })
    })
    if (missing.length > 0) refuse('notAvailable', 'The database is not migrated yet.')
    return { ready: true as const, database: database.kind }
  })
}
