package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withReadLock
import dev.aiko.coroutines.withWriteLock
import dev.aiko.sync.AsyncReadWriteLock
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

class ReadWriteLockTest :
    StringSpec({
        fun reader(shared: AsyncReadWriteLock, trail: Trail, name: String) = task {
            shared.withReadLock {
                trail.add("$name reads")
                delay(1.hours)
            }
        }

        fun writer(shared: AsyncReadWriteLock, trail: Trail, name: String) = task {
            shared.withWriteLock {
                trail.add("$name writes")
                delay(1.hours)
            }
        }

        "readers share it, and nobody else writes" {
            inTask {
                val shared = AsyncReadWriteLock.create()
                elapsed {
                    List(5) { reader(shared, Trail(), "reader") }
                        .also {
                            settle()
                            shared.readers() shouldBe 5
                            shared.isWriteLocked shouldBe false
                            shared.tryAcquireWrite() shouldBe null
                        }
                        .forEach { it.await() }
                } shouldBe 1.hours
                shared.readers() shouldBe 0
                shared.withReadLock { "value" } shouldBe "value"
            }
        }

        "a writer is alone" {
            inTask {
                val shared = AsyncReadWriteLock.create()
                shared.withWriteLock {
                    shared.isWriteLocked shouldBe true
                    shared.readers() shouldBe 0
                    shared.tryAcquireRead() shouldBe null
                    shared.tryAcquireWrite() shouldBe null
                    "value"
                } shouldBe "value"
                shared.isWriteLocked shouldBe false
            }
        }

        "a free one is taken without suspending" {
            inTask {
                val shared = AsyncReadWriteLock.create()
                suspends { shared.withReadLock { shared.withReadLock { } } } shouldBe false
                suspends { shared.withWriteLock { } } shouldBe false
            }
        }

        "a reader behind a waiting writer waits, and readers that stand together go in together" {
            inTask {
                val shared = AsyncReadWriteLock.create()
                val trail = Trail()
                reader(shared, trail, "a")
                settle()
                writer(shared, trail, "b")
                settle()
                reader(shared, trail, "c")
                reader(shared, trail, "d")
                writer(shared, trail, "e")
                val last = reader(shared, trail, "f")
                settle()
                trail.reads("a reads")
                shared.waiting() shouldBe 5
                elapsed { last.await() } shouldBe 5.hours - 3.seconds
                trail.reads("a reads", "b writes", "c reads", "d reads", "e writes", "f reads")
            }
        }

        "a writer that is cancelled while it waits lets the readers behind it in" {
            inTask {
                val shared = AsyncReadWriteLock.create()
                val trail = Trail()
                reader(shared, trail, "a")
                settle()
                val impatient = writer(shared, trail, "b")
                reader(shared, trail, "c")
                settle()
                trail.reads("a reads")
                impatient.cancel("not needed")
                settle()
                trail.reads("a reads", "c reads")
                shared.readers() shouldBe 2
                shared.waiting() shouldBe 0
            }
        }

        "one that is cancelled after it was let in, and before it goes on, leaves it free" {
            inTask {
                val shared = AsyncReadWriteLock.create()
                val trail = Trail()
                val held = shared.tryAcquireWrite()!!
                val first = writer(shared, trail, "a")
                val readers = listOf("b", "c").map { reader(shared, trail, it) }
                settle()
                held.close()
                shared.isWriteLocked shouldBe true
                first.cancel("too late")
                readers[0].cancel("too late as well")
                settle()
                trail.reads("c reads")
                shared.readers() shouldBe 1
                readers[1].await()
                shared.tryAcquireWrite()!!.close()
            }
        }

        "it is free again when a block fails" {
            inTask {
                val shared = AsyncReadWriteLock.create()
                val boom = IllegalStateException("boom")
                shouldThrow<IllegalStateException> {
                    shared.withReadLock { throw boom }
                } shouldBeSameInstanceAs boom
                shouldThrow<IllegalStateException> {
                    shared.withWriteLock { throw boom }
                } shouldBeSameInstanceAs boom
                shared.readers() shouldBe 0
                shared.isWriteLocked shouldBe false
            }
        }
    })
