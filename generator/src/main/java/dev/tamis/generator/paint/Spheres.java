package dev.tamis.generator.paint;

import java.util.List;

/**
 * Polished balls on a tiled floor, traced: one light, hard shadows, two reflections (Whitted,
 * "An improved illumination model for shaded display", 1980).
 */
final class Spheres implements Scene {
    private static final Vector EYE = new Vector(0, 1.25, -4.6);
    private static final Vector LIGHT = new Vector(-0.55, 0.75, -0.40).unit();
    private static final int REFLECTIONS = 2;
    private static final double NEAR = 1e-6;

    private static final List<Ball> BALLS = List.of(
            new Ball(new Vector(0, 0.75, 0), 0.75, Colour.of(0xc62f3b)),
            new Ball(new Vector(-1.35, 0.5, 0.45), 0.5, Colour.of(0x2f6fc6)),
            new Ball(new Vector(1.30, 0.6, 0.75), 0.6, Colour.of(0xe9b13b)),
            new Ball(new Vector(0.75, 0.28, -0.95), 0.28, Colour.of(0x3a9b62)),
            new Ball(new Vector(-0.80, 0.22, -1.0), 0.22, Colour.of(0xd8d8e0)),
            new Ball(new Vector(-2.4, 0.8, 1.9), 0.8, Colour.of(0x7a4a9b)));

    private record Vector(double x, double y, double z) {
        Vector plus(Vector other, double times) {
            return new Vector(x + other.x * times, y + other.y * times, z + other.z * times);
        }

        double dot(Vector other) {
            return x * other.x + y * other.y + z * other.z;
        }

        Vector unit() {
            double length = Math.sqrt(dot(this));
            return new Vector(x / length, y / length, z / length);
        }
    }

    private record Ball(Vector centre, double radius, Colour colour) {
        /** How far along a ray the ball is met, or infinity. */
        double distance(Vector from, Vector direction) {
            Vector offset = from.plus(centre, -1);
            double half = offset.dot(direction);
            double discriminant = half * half - offset.dot(offset) + radius * radius;
            double distance = -half - Math.sqrt(Math.max(0, discriminant));
            return discriminant > 0 && distance > NEAR ? distance : Double.POSITIVE_INFINITY;
        }
    }

    @Override
    public Colour at(double x, double y) {
        return trace(EYE, new Vector(x, 0.36 - y, 1.15).unit(), REFLECTIONS);
    }

    private static Colour trace(Vector from, Vector direction, int reflections) {
        Ball nearest = BALLS.get(0);
        double distance = Double.POSITIVE_INFINITY;
        for (Ball ball : BALLS) {
            double met = ball.distance(from, direction);
            if (met < distance) {
                distance = met;
                nearest = ball;
            }
        }
        double floor = direction.y < -NEAR ? -from.y / direction.y : Double.POSITIVE_INFINITY;
        if (floor < distance) {
            return floor(from.plus(direction, floor), direction, reflections);
        }
        return Double.isInfinite(distance)
                ? sky(direction)
                : surface(nearest, from.plus(direction, distance), direction, reflections);
    }

    private static Colour surface(Ball ball, Vector place, Vector direction, int reflections) {
        Vector normal = place.plus(ball.centre, -1).unit();
        double light = Math.max(0, normal.dot(LIGHT)) * lit(place.plus(normal, 1e-4));
        Vector mirrored = direction.plus(normal, -2 * direction.dot(normal));
        double glint = Math.pow(Math.max(0, mirrored.dot(LIGHT)), 60) * light;
        double fresnel = 0.08 + 0.5 * Math.pow(1 + direction.dot(normal), 4);
        Colour body = ball.colour.times(0.25 + 0.85 * light).plus(Colour.WHITE.times(0.9 * glint));
        return reflections == 0 ? body : body.mix(trace(place, mirrored, reflections - 1), fresnel);
    }

    private static Colour floor(Vector place, Vector direction, int reflections) {
        boolean dark = Math.floorMod((long) Math.floor(place.x) + (long) Math.floor(place.z), 2) == 0;
        Colour tile = dark ? Colour.of(0x8a7f75) : Colour.of(0xe9e2d6);
        Colour body = tile.times(0.45 + 0.55 * lit(place));
        Vector mirrored = new Vector(direction.x, -direction.y, direction.z);
        Colour polished = reflections == 0 ? body : body.mix(trace(place, mirrored, reflections - 1), 0.14);
        return polished.mix(sky(direction), Curves.step(4, 22, Math.hypot(place.x, place.z)));
    }

    /** 1 in the light, 0 in the shadow of a ball. */
    private static double lit(Vector place) {
        for (Ball ball : BALLS) {
            if (Double.isFinite(ball.distance(place, LIGHT))) {
                return 0;
            }
        }
        return 1;
    }

    private static Colour sky(Vector direction) {
        return Colour.of(0xf3ece2).mix(Colour.of(0x7fa3c7), Curves.step(0, 0.6, direction.y));
    }
}
