package dev.tamis.console.security;

/** How images are shown until a person reveals them. */
public enum Veil {
    BLUR,
    GREY,
    NONE
}
