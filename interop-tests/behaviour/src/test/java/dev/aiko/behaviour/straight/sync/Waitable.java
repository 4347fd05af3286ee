package dev.aiko.behaviour.straight.sync;

import dev.aiko.sync.Lease;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that has to be waited for, because somebody has it: one face for all of them. */
final class Waitable {

    private final String name;
    private final Supplier<LoopFuture<?>> ask;
    private final Callable<?> block;
    private final Consumer<@Nullable Lease> give;
    private final BooleanSupplier isThere;
    private final IntSupplier waiting;

    /** The lease of the one who has it, where there is one. */
    private @Nullable Lease held;

    Waitable(
            String name,
            Supplier<LoopFuture<?>> ask,
            Callable<?> block,
            Consumer<@Nullable Lease> give,
            BooleanSupplier isThere,
            IntSupplier waiting) {
        this.name = name;
        this.ask = ask;
        this.block = block;
        this.give = give;
        this.isThere = isThere;
        this.waiting = waiting;
    }

    /** Waits for it. */
    LoopFuture<?> ask() {
        return ask.get();
    }

    /** Waits for it on a plain thread. */
    @Nullable Object askBlocking() throws Exception {
        return block.call();
    }

    /** Whoever has it gives it to the next in line. */
    void give() {
        give.accept(held);
    }

    /** Whether it can be had: nobody in line has taken it, or he has given it back. */
    boolean isThere() {
        return isThere.getAsBoolean();
    }

    int waiting() {
        return waiting.getAsInt();
    }

    /** To be said by whoever got it, before it is given on. */
    Waitable heldBy(@Nullable Object value) {
        held = value instanceof Lease lease ? lease : null;
        return this;
    }

    @Override
    public String toString() {
        return name;
    }
}
