/**
 * A HID device made of software, where the kernel allows it (/dev/uhid, include/uapi/linux/uhid.h): one byte of input
 * reports on a page of the maker's own. Where it does not, whoever asks first for /dev/uhid says so and skips.
 */
import { open } from 'node:fs/promises'

const CREATE2 = 11
const DESTROY = 1
const INPUT2 = 12
const EVENT_BYTES = 4 + 128 + 64 + 64 + 2 + 2 + 4 * 4 + 4096
const BUS_USB = 3
/** Usage page FF00, usage 1, an application collection of eight input bits times one. */
const DESCRIPTOR = Uint8Array.from([
  0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x01, 0x09, 0x01, 0x81,
  0x02, 0xc0,
])

export const openUhid = async ({ vendor, product }: { readonly vendor: number; readonly product: number }) => {
  const file = await open('/dev/uhid', 'r+')
  const event = Buffer.alloc(EVENT_BYTES)
  event.writeUInt32LE(CREATE2, 0)
  event.write('yichuang test pad', 4)
  event.writeUInt16LE(DESCRIPTOR.length, 260)
  event.writeUInt16LE(BUS_USB, 262)
  event.writeUInt32LE(vendor, 264)
  event.writeUInt32LE(product, 268)
  event.set(DESCRIPTOR, 280)
  await file.write(event)
  return {
    report: async (byte: number) => {
      const input = Buffer.alloc(EVENT_BYTES)
      input.writeUInt32LE(INPUT2, 0)
      input.writeUInt16LE(1, 4)
      input.writeUInt8(byte, 6)
      await file.write(input)
    },
    close: async () => {
      const end = Buffer.alloc(EVENT_BYTES)
      end.writeUInt32LE(DESTROY, 0)
      await file.write(end)
      await file.close()
    },
  }
}
