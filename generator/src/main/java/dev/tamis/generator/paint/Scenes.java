package dev.tamis.generator.paint;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The scenes there are. A seed chooses one of many pictures of the same kind. */
public final class Scenes {
    private Scenes() {}

    public static Scene morningMountains(long seed) {
        return new Mountains(seed, Mountains.Palette.MORNING);
    }

    public static Scene eveningMountains(long seed) {
        return new Mountains(seed, Mountains.Palette.EVENING);
    }

    public static Scene overcastMountains(long seed) {
        return new Mountains(seed, Mountains.Palette.OVERCAST);
    }

    public static Scene sea(long seed) {
        return new Sea(seed);
    }

    public static Scene nightSky(long seed) {
        return new NightSky(seed);
    }

    public static Scene dunes(long seed) {
        return new Dunes(seed);
    }

    public static Scene skyline(long seed) {
        return new Skyline(seed);
    }

    public static Scene spheres() {
        return new Spheres();
    }

    public static Scene portrait(long seed) {
        return new Portrait(seed);
    }

    public static Scene wood(long seed) {
        return Textures.wood(seed);
    }

    public static Scene marble(long seed) {
        return Textures.marble(seed);
    }

    public static Scene cloth(long seed) {
        return Textures.cloth(seed);
    }

    public static Scene glass(long seed) {
        return Textures.glass(seed);
    }

    public static Scene grain(long seed) {
        return Textures.grain(seed);
    }

    public static Scene gradient() {
        return Shapes.gradient();
    }

    public static Scene rings(long seed) {
        return Shapes.rings(seed);
    }

    public static Scene flower(long seed) {
        return Shapes.flower(seed, 1);
    }

    /** A flower that opens, scene by scene. */
    public static Stream<Scene> openingFlower(long seed, int scenes) {
        return IntStream.range(0, scenes).mapToObj(scene -> Shapes.flower(seed, (double) scene / scenes));
    }
}
