/** JSON as values, for answers that are built by hand. `undefined` stands for "empty". */
export type Json = string | number | boolean | null | Json[] | JsonRecord
export type JsonRecord = { [name: string]: Json | undefined }
