/** Who serves at a window, as the public may see it (S004-49): name, number, post and photo. */
export type ClerkCard = {
  readonly name: string
  /** 工号 */
  readonly number?: string
  /** 职务 or 岗位 */
  readonly post?: string
  /** The digest name of the photo: `/media/<photo>`. */
  readonly photo?: string
}
