/** IMAPI_SECTOR_SIZE: every address and length of this package counts sectors of so many bytes. */
export const bytesPerSector = 2048;
