/** The file store that the configuration names. */
import type { Config } from '../config.ts'
import { openDiskStore } from './disk-store.ts'
import type { FileStore } from './file-store.ts'
import { openS3Store } from './s3-store.ts'

export const openFileStore = ({ dataDir, files }: Pick<Config, 'dataDir' | 'files'>): FileStore =>
  files.s3 ? openS3Store(files.s3) : openDiskStore(`${dataDir}/files`)
