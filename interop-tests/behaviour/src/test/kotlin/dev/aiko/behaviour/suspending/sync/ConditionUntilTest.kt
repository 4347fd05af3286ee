package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.await
import dev.aiko.coroutines.awaitUntil
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withLock
import dev.aiko.sync.AsyncCondition
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs

class ConditionUntilTest :
    StringSpec({
        "COND-08 it waits again after each signal until it holds" {
            inTask {
                val changed = AsyncCondition.create()
                var amount = 0
                var asked = 0
                val waiting = task {
                    changed.lock().withLock {
                        changed.awaitUntil {
                            asked++
                            check(changed.lock().isLocked)
                            amount >= 3
                        }
                        amount
                    }
                }
                repeat(3) {
                    settle()
                    waiting.isDone shouldBe false
                    changed.waiting() shouldBe 1
                    changed.lock().withLock {
                        amount++
                        changed.signal()
                    }
                }
                waiting.await() shouldBe 3
                asked shouldBe 4
                changed.lock().isLocked shouldBe false
            }
        }

        "COND-08 what holds when it is asked holds when the wait is over" {
            inTask {
                val changed = AsyncCondition.create()
                var amount = 0
                val takers = List(3) {
                    task {
                        changed.lock().withLock {
                            changed.awaitUntil { amount > 0 }
                            amount--
                            check(amount >= 0)
                        }
                    }
                }
                repeat(3) {
                    settle()
                    changed.lock().withLock {
                        amount++
                        changed.signalAll()
                    }
                }
                takers.forEach { it.await() }
                amount shouldBe 0
            }
        }

        "COND-09 what holds at once needs neither the lock nor a turn" {
            inTask {
                val changed = AsyncCondition.create()
                suspends { changed.awaitUntil { true } } shouldBe false
                changed.lock().isLocked shouldBe false
                changed.lock().withLock { changed.awaitUntil { true } }
            }
        }

        "COND-09 without the lock it is refused when it does not hold at once" {
            inTask {
                val changed = AsyncCondition.create()
                Sentences.tellsTheNextStep(
                    shouldThrow<IllegalStateException> { changed.awaitUntil { false } },
                    "lock"
                )
            }
        }

        "COND-08 a predicate that fails is the failure of the wait, with the lock held" {
            inTask {
                val changed = AsyncCondition.create()
                val boom = IllegalArgumentException("boom")
                var bad = false
                val waiting = task {
                    changed.lock().withLock {
                        shouldThrow<IllegalArgumentException> {
                            changed.awaitUntil { if (bad) throw boom else false }
                        } shouldBeSameInstanceAs boom
                        changed.lock().isLocked shouldBe true
                    }
                }
                settle()
                changed.lock().withLock {
                    bad = true
                    changed.signal()
                }
                waiting.await()
                changed.lock().isLocked shouldBe false
            }
        }

        "COND-10 cancelled while it waits again, it has the lock when it ends" {
            inTask {
                val changed = AsyncCondition.create()
                var wasLocked = false
                val waiting = task {
                    changed.lock().acquire()
                    try {
                        changed.awaitUntil { false }
                    } finally {
                        wasLocked = changed.lock().isLocked
                        changed.lock().release()
                    }
                }
                repeat(2) {
                    settle()
                    changed.lock().withLock { changed.signal() }
                }
                settle()
                waiting.cancel("enough")
                waiting.end()
                waiting.isCancelled shouldBe true
                wasLocked shouldBe true
                changed.lock().isLocked shouldBe false
                changed.waiting() shouldBe 0
            }
        }
    })
