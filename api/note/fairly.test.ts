import { expect, test } from 'vitest'
import { makeFairly } from './drain-writes.ts'

test('a team whose ticket system hangs holds two places at most, and others go on', async () => {
  const fairly = makeFairly()
  let letGo = () => {}
  const hanging = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const worked: string[] = []
  const jobs = Array.from({ length: 8 }, () =>
    fairly('stuck', async () => {
      worked.push('stuck')
      await hanging
    }),
  )
  // All but two of its jobs end at once and give their places back.
  await Promise.all(jobs.slice(2))
  expect(worked).toEqual(['stuck', 'stuck'])
  await fairly('other', async () => void worked.push('other'))
  expect(worked.at(-1)).toBe('other')

  // What was asked meanwhile is not lost: one of the two looks once more.
  letGo()
  await Promise.all(jobs)
  expect(worked.filter((one) => one === 'stuck')).toHaveLength(3)
})

test('a job that fails gives its place back', async () => {
  const fairly = makeFairly(1)
  await expect(fairly('team', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  let ran = false
  await fairly('team', async () => {
    ran = true
  })
  expect(ran).toBe(true)
})
