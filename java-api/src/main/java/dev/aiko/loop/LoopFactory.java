package dev.aiko.loop;

/**
 * Makes the loops of a program: what asyncio calls a policy. Given to a {@code Runner}, or set for
 * the whole process with {@code Aiko.setLoopFactory}.
 */
@FunctionalInterface
public interface LoopFactory {
    EventLoop newLoop();
}
