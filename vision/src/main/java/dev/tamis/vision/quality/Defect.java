package dev.tamis.vision.quality;

/** Why an image is too poor to be judged. */
public enum Defect {
    /** Its shorter side has fewer pixels than the network sees. */
    TOO_SMALL,
    /** Its JPEG tables are coarser than those that the network has learned from. */
    HEAVILY_COMPRESSED,
    /** It is blurred, or was enlarged from a much smaller one: what the network sees has no fine detail. */
    LACKS_DETAIL
}
