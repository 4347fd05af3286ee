package dev.aiko.benchmarks.queues;

import static dev.aiko.Aiko.await;

import dev.aiko.Aiko;
import dev.aiko.TaskGroup;
import dev.aiko.benchmarks.peers.JoxChannel;
import dev.aiko.benchmarks.peers.VirtualThreads;
import dev.aiko.benchmarks.tasks.NumberSum;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.task.Action;
import java.util.concurrent.ArrayBlockingQueue;

/** One producer and one consumer. Each gives the nanoseconds of all numbers. */
public final class JavaQueues {

    private JavaQueues() {}

    /** Two straight-line bodies of one loop. */
    public static long straight(int capacity, int count) {
        AsyncQueue<Integer> queue = AsyncQueue.create(capacity);
        long[] sum = new long[1];
        Action produce =
                () -> {
                    for (int number = 0; number < count; number++) {
                        await(queue.putAsync(number));
                    }
                };
        Action consume =
                () -> {
                    for (int i = 0; i < count; i++) {
                        sum[0] += await(queue.getAsync());
                    }
                };
        return Aiko.run(
                () -> {
                    long start = System.nanoTime();
                    TaskGroup.run(
                            group -> {
                                group.createTask(produce);
                                group.createTask(consume);
                            });
                    long nanos = System.nanoTime() - start;
                    NumberSum.check(count, sum[0]);
                    return nanos;
                });
    }

    /** Two chains of stages on one loop. */
    public static long stages(int capacity, int count) {
        return Aiko.run(
                () -> {
                    QueueChains chains = new QueueChains(AsyncQueue.create(capacity), count);
                    long start = System.nanoTime();
                    await(chains.begin());
                    long nanos = System.nanoTime() - start;
                    NumberSum.check(count, chains.sum());
                    return nanos;
                });
    }

    /** Two platform threads and the queue of the JDK. */
    public static long blocking(int capacity, int count) throws InterruptedException {
        ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(capacity);
        long start = System.nanoTime();
        Thread producer =
                new Thread(
                        undisturbed(
                                () -> {
                                    for (int number = 0; number < count; number++) {
                                        queue.put(number);
                                    }
                                }));
        producer.start();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += queue.take();
        }
        producer.join();
        long nanos = System.nanoTime() - start;
        NumberSum.check(count, sum);
        return nanos;
    }

    /** Two virtual threads and a channel of jox. */
    public static long jox(int capacity, int count) throws InterruptedException {
        // As in the peer in Kotlin: one place comes to a rendezvous.
        JoxChannel channel =
                capacity == 1 ? JoxChannel.rendezvous() : JoxChannel.buffered(capacity);
        long[] sum = new long[1];
        Blocking produce =
                () -> {
                    for (int number = 0; number < count; number++) {
                        channel.send(number);
                    }
                };
        Blocking consume =
                () -> {
                    for (int i = 0; i < count; i++) {
                        sum[0] += (Integer) channel.receive();
                    }
                };
        long start = System.nanoTime();
        Thread producer = VirtualThreads.start(undisturbed(produce));
        Thread consumer = VirtualThreads.start(undisturbed(consume));
        producer.join();
        consumer.join();
        long nanos = System.nanoTime() - start;
        NumberSum.check(count, sum[0]);
        return nanos;
    }

    private static Runnable undisturbed(Blocking body) {
        return () -> {
            try {
                body.run();
            } catch (InterruptedException nobodyDoesThat) {
                throw new IllegalStateException(nobodyDoesThat);
            }
        };
    }

    private interface Blocking {
        void run() throws InterruptedException;
    }
}
