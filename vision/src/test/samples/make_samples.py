#!/usr/bin/env python3
"""Paints the image files of vision's tests, and decodes them with other tools for reference.

Writes ../resources/samples. Needs Python 3 with Pillow, ImageMagick, cwebp, webpmux and cjpeg
(Debian: python3-pil imagemagick webp libjpeg-turbo-progs libturbojpeg0). The results are committed;
run this again only to add a sample.
"""

import ctypes
import pathlib
import struct
import subprocess
import zlib

from PIL import Image, ImageDraw
from PIL.Image import Resampling

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "samples"
SIZE = WIDTH, HEIGHT = 40, 30
EXIF_ORIENTATION = 0x0112


def painted():
    """An image without symmetry: a gradient, a red corner at the top left, a blue bar, a disc."""
    image = Image.new("RGB", SIZE)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            image.putpixel((x, y), (x * 6, y * 8, 255 - x * 3 - y * 4))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 9, 5), fill=(255, 0, 0))
    draw.rectangle((30, 20, 33, 29), fill=(0, 0, 255))
    draw.ellipse((14, 8, 26, 20), fill=(250, 250, 210))
    return image


def alpha():
    """Opacity that falls from left to right."""
    mask = Image.new("L", SIZE)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            mask.putpixel((x, y), 255 - x * 6)
    return mask


def reference(name, image):
    """The expected pixels, 8-bit RGB, with transparency over white."""
    if image.mode in ("P", "LA") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    (OUT / (name + ".rgb")).write_bytes(image.convert("RGB").tobytes())


def run(*command):
    subprocess.run([str(part) for part in command], check=True)


def magick(*arguments):
    run("/usr/bin/convert", *arguments)


def jpeg(image):
    for name, options in {
        "baseline.jpg": {"quality": 90},
        "progressive.jpg": {"quality": 90, "progressive": True},
        "fullchroma.jpg": {"quality": 95, "subsampling": 0},
    }.items():
        image.save(OUT / name, **options)
        reference(name, Image.open(OUT / name))
    image.convert("L").save(OUT / "grey.jpg", quality=90)
    reference("grey.jpg", Image.open(OUT / "grey.jpg"))
    image.convert("CMYK").save(OUT / "cmyk.jpg", quality=95)
    reference("cmyk.jpg", Image.open(OUT / "cmyk.jpg"))
    image.save(OUT / "painted.ppm")
    run("cjpeg", "-rgb", "-quality", "95", "-outfile", OUT / "rgb.jpg", OUT / "painted.ppm")
    reference("rgb.jpg", Image.open(OUT / "rgb.jpg"))
    run("cjpeg", "-restart", "1", "-quality", "90", "-outfile", OUT / "restart.jpg", OUT / "painted.ppm")
    reference("restart.jpg", Image.open(OUT / "restart.jpg"))
    (OUT / "painted.ppm").unlink()
    ycck(image)


def ycck(image):
    """YCCK, which TurboJPEG writes from CMYK and Pillow does not."""
    turbo = ctypes.CDLL("libturbojpeg.so.0")
    turbo.tjInitCompress.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(turbo.tjInitCompress())
    inverted = bytes(255 - value for value in image.convert("CMYK").tobytes())
    buffer, size = ctypes.c_void_p(), ctypes.c_ulong()
    cmyk_pixels, full_chroma = 11, 0
    turbo.tjCompress2(
        handle, inverted, WIDTH, 0, HEIGHT, cmyk_pixels,
        ctypes.byref(buffer), ctypes.byref(size), full_chroma, 95, 0)
    (OUT / "ycck.jpg").write_bytes(ctypes.string_at(buffer, size.value))
    decoded = Image.open(OUT / "ycck.jpg")
    assert decoded.info["adobe_transform"] == 2
    reference("ycck.jpg", decoded)


def orientations(image):
    """Eight files that look alike when displayed."""
    undo = {
        2: Image.FLIP_LEFT_RIGHT, 3: Image.ROTATE_180, 4: Image.FLIP_TOP_BOTTOM, 5: Image.TRANSPOSE,
        6: Image.ROTATE_90, 7: Image.TRANSVERSE, 8: Image.ROTATE_270,
    }
    for value in range(1, 9):
        exif = Image.Exif()
        exif[EXIF_ORIENTATION] = value
        stored = image.transpose(undo[value]) if value in undo else image
        stored.save(OUT / f"orientation{value}.jpg", quality=95, subsampling=0, exif=exif)
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6
    stored = image.transpose(undo[6])
    stored.save(OUT / "orientation6.png", exif=exif)
    stored.save(OUT / "orientation6.webp", lossless=True, exif=exif)


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_raw(name, depth, colour, rows, extra=b""):
    """A PNG from raw rows, for the forms that Pillow does not write."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    (OUT / name).write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def png(image):
    grey, mask = image.convert("L"), alpha()
    image.save(OUT / "rgb.png")
    reference("painted", image)
    grey.save(OUT / "grey.png")
    reference("grey.png", grey)
    rgba = image.copy()
    rgba.putalpha(mask)
    rgba.save(OUT / "rgba.png")
    reference("rgba.png", rgba)
    grey_alpha = Image.merge("LA", (grey, mask))
    grey_alpha.save(OUT / "grey-alpha.png")
    reference("grey-alpha.png", grey_alpha)
    palette = image.quantize(16)
    palette.save(OUT / "palette.png", bits=4)
    reference("palette.png", palette)
    palette.save(OUT / "palette-transparent.png", transparency=bytes([0, 100, 255, 50]))
    reference("palette-transparent.png", Image.open(OUT / "palette-transparent.png"))
    grey.convert("1").save(OUT / "bilevel.png")
    reference("bilevel.png", grey.convert("1"))
    magick(OUT / "rgb.png", "-interlace", "PNG", OUT / "interlaced.png")
    image.save(OUT / "colour-key.png", transparency=(255, 0, 0))
    reference("colour-key.png", Image.open(OUT / "colour-key.png"))
    grey_key = grey.point(lambda value: value // 16 * 16)
    grey_key.save(OUT / "grey-key.png", transparency=128)
    reference("grey-key.png", Image.open(OUT / "grey-key.png"))
    sixteen(image, mask)


def sixteen(image, mask):
    """16 bits a channel: each 8-bit value v as 257 v + 100, which rounds to v again below 255."""
    def wide(value):
        return struct.pack(">H", min(65535, 257 * value + 100))

    pixels, grey, opacity = image.load(), image.convert("L").load(), mask.load()
    def rows(cell):
        return [b"".join(cell(x, y) for x in range(WIDTH)) for y in range(HEIGHT)]

    png_raw("rgb16.png", 16, 2, rows(lambda x, y: b"".join(wide(v) for v in pixels[x, y])))
    png_raw("rgba16.png", 16, 6, rows(lambda x, y: b"".join(wide(v) for v in pixels[x, y] + (opacity[x, y],))))
    png_raw("grey16.png", 16, 0, rows(lambda x, y: wide(grey[x, y])))
    png_raw("grey-alpha16.png", 16, 4, rows(lambda x, y: wide(grey[x, y]) + wide(opacity[x, y])))


def gif(image):
    palette = image.quantize(64)
    palette.save(OUT / "still.gif")
    reference("still.gif", palette)
    palette.save(OUT / "interlaced.gif", interlace=1)
    magick(OUT / "rgba.png", "-channel", "A", "-threshold", "50%", "+channel", "-colors", "32", OUT / "transparent.gif")
    reference("transparent.gif", Image.open(OUT / "transparent.gif"))
    magick(
        "-size", "60x50", "xc:none", "-dispose", "none",
        "(", OUT / "still.gif", "-repage", "60x50+12+9", ")", "-delete", "0", OUT / "offset.gif")
    canvas = Image.new("RGB", (60, 50), "white")
    canvas.paste(palette.convert("RGB"), (12, 9))
    reference("offset.gif", canvas)


def bmp(image):
    image.save(OUT / "rgb.bmp")
    palette = image.quantize(200)
    palette.save(OUT / "palette.bmp")
    reference("palette.bmp", Image.open(OUT / "palette.bmp"))
    image.convert("1").save(OUT / "bilevel.bmp")
    reference("bilevel.bmp", Image.open(OUT / "bilevel.bmp"))
    magick(OUT / "palette.bmp", "-compress", "RLE", "BMP3:" + str(OUT / "rle.bmp"))
    magick(OUT / "rgb.bmp", "-define", "bmp:subtype=RGB565", "BMP:" + str(OUT / "rgb565.bmp"))
    magick(OUT / "rgb565.bmp", "-depth", "8", "RGB:" + str(OUT / "rgb565.bmp.rgb"))
    magick(OUT / "rgba.png", "BMP:" + str(OUT / "rgba.bmp"))
    bottom_up = (OUT / "rgb.bmp").read_bytes()
    header, rows = bottom_up[:54], [bottom_up[54 + i * WIDTH * 3:54 + (i + 1) * WIDTH * 3] for i in range(HEIGHT)]
    top_down = header[:22] + struct.pack("<i", -HEIGHT) + header[26:] + b"".join(reversed(rows))
    (OUT / "top-down.bmp").write_bytes(top_down)


def webp(image):
    mask = alpha()
    rgba = image.copy()
    rgba.putalpha(mask)
    for name, source, options in (
        ("lossy.webp", image, {"quality": 90}),
        ("lossless.webp", image, {"lossless": True}),
        ("lossy-alpha.webp", rgba, {"quality": 90}),
        ("lossless-alpha.webp", rgba, {"lossless": True, "exact": True}),
    ):
        source.save(OUT / name, **options)
        reference(name, Image.open(OUT / name))
    lossy = OUT / "lossy.webp"
    green = OUT / "green.webp"
    Image.new("RGB", (20, 14), "green").save(green, lossless=True)
    run("webpmux", "-frame", lossy, "+50+10+6", "-frame", green, "+50", "-o", OUT / "animated.webp")
    green.unlink()
    canvas = Image.new("RGB", (WIDTH + 10, HEIGHT + 6), "white")
    canvas.paste(Image.open(lossy), (10, 6))
    reference("animated.webp", canvas)
    run("cwebp", "-quiet", "-lossless", "-metadata", "icc", with_profile(), "-o", OUT / "profile.webp")
    (OUT / "with-profile.png").unlink()


def with_profile():
    """A file whose colour profile swaps red and blue, as one who applied it would see."""
    from PIL import ImageCms
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", profile[128:132])[0]
    tags = {bytes(profile[132 + 12 * i:136 + 12 * i]): 136 + 12 * i for i in range(count)}
    red, blue = tags[b"rXYZ"], tags[b"bXYZ"]
    profile[red:red + 8], profile[blue:blue + 8] = profile[blue:blue + 8], profile[red:red + 8]
    path = OUT / "with-profile.png"
    painted().save(path, icc_profile=bytes(profile))
    painted().save(OUT / "profile.png", icc_profile=bytes(profile))
    painted().save(OUT / "profile.jpg", icc_profile=bytes(profile), quality=95, subsampling=0)
    return path


def resampled(image):
    """Pillow's resampling, for the resampler's test: antialiased bilinear where the name has no filter."""
    for width, height in ((32, 32), (7, 5), (13, 30), (40, 11), (55, 55), (50, 47), (1, 1)):
        reference(f"resampled-{width}x{height}", image.resize((width, height), Image.BILINEAR))
    for resampling in (Resampling.NEAREST, Resampling.BOX, Resampling.BICUBIC, Resampling.LANCZOS):
        for width, height in ((7, 5), (23, 40)):
            name = f"resampled-{resampling.name.lower()}-{width}x{height}"
            reference(name, image.resize((width, height), resampling))
    dot = Image.new("RGB", (1, 1), (12, 200, 99))
    dot.save(OUT / "dot.png")
    dot.save(OUT / "dot.gif")
    dot.save(OUT / "dot.bmp")
    dot.save(OUT / "dot.webp", lossless=True)
    dot.save(OUT / "dot.jpg", quality=100, subsampling=0)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    image = painted()
    jpeg(image)
    orientations(image)
    png(image)
    gif(image)
    bmp(image)
    webp(image)
    resampled(image)


if __name__ == "__main__":
    main()
