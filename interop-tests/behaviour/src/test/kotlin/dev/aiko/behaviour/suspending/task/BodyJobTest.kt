package dev.aiko.behaviour.suspending.task

import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.kotest.matchers.types.shouldNotBeSameInstanceAs
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import java.util.concurrent.CountDownLatch
import kotlin.concurrent.thread
import kotlin.coroutines.ContinuationInterceptor

/** A body is given its job when somebody asks for it, and nobody can tell. */
class BodyJobTest :
    StringSpec({
        "a body finds the same job whenever and however it asks" {
            inTask {
                task {
                    val first = coroutineContext.job
                    yield()
                    coroutineContext[Job] shouldBeSameInstanceAs first
                    (coroutineContext + SupervisorJob())[Job] shouldNotBeSameInstanceAs first
                    val elsewhere = coroutineContext.minusKey(ContinuationInterceptor)
                    elsewhere[Job] shouldBeSameInstanceAs first
                    coroutineContext.minusKey(Job)[Job] shouldBe null
                    coroutineContext.fold(0) { count, _ -> count + 1 } shouldBe 3
                }.await()
            }
        }

        "a request that came before anybody asked for the job has cancelled it" {
            inTask {
                var seen: Boolean? = null
                lateinit var own: Task<*>
                own =
                    task {
                        own.cancel("enough")
                        seen = isActive
                    }
                yield()
                yield()
                seen shouldBe false
                own.isCancelled shouldBe true
            }
        }

        "a request from another thread is seen by a body that never waits" {
            inTask {
                lateinit var own: Task<Boolean>
                own =
                    task {
                        val before = isActive
                        thread { own.cancel("enough") }.join()
                        before && !isActive
                    }
                yield()
                yield()
                own.isCancelled shouldBe true
            }
        }

        "no request gets lost between a body that asks for its job and a thread that cancels" {
            inTask {
                repeat(2_000) {
                    lateinit var own: Task<*>
                    var seen: Boolean? = null
                    own =
                        task {
                            val start = CountDownLatch(1)
                            val canceller =
                                thread {
                                    start.countDown()
                                    own.cancel("enough")
                                }
                            start.await()
                            coroutineContext.job
                            canceller.join()
                            seen = isActive
                        }
                    yield()
                    yield()
                    seen shouldBe false
                    own.isCancelled shouldBe true
                }
            }
        }

        "a request that a body without waits ignores decides the outcome" {
            inTask {
                lateinit var own: Task<Int>
                own =
                    task {
                        own.cancel("enough")
                        1
                    }
                yield()
                yield()
                own.isCancelled shouldBe true
            }
        }

        "the job of a body that was over before its cancel reached it has been cancelled" {
            inTask {
                lateinit var scope: CoroutineScope
                lateinit var own: Task<Int>
                own =
                    task {
                        scope = this
                        own.cancel("enough")
                        1
                    }
                yield()
                yield()
                own.isCancelled shouldBe true
                scope.coroutineContext.job.isCancelled shouldBe true
            }
        }

        "what is launched in the scope of a body that is over does not run" {
            inTask {
                val trail = ArrayList<String>()
                lateinit var scope: CoroutineScope
                task { scope = this }.await()

                scope.coroutineContext.job.isCompleted shouldBe true
                scope.coroutineContext.job.isCancelled shouldBe false
                val late = scope.launch { trail += "late" }
                late.join()
                late.isCancelled shouldBe true
                trail.shouldBeEmpty()
            }
        }

        "the job of a body that has failed has failed" {
            inTask {
                lateinit var scope: CoroutineScope
                val failing =
                    task<Unit> {
                        scope = this
                        error("broken")
                    }
                yield()
                yield()
                failing.exception()?.message shouldBe "broken"
                scope.coroutineContext.job.isCancelled shouldBe true
            }
        }

        "a task is done when what its body launched is" {
            inTask {
                val trail = ArrayList<String>()
                val outer =
                    task {
                        launch {
                            yield()
                            trail += "launched"
                        }
                        trail += "body"
                        1
                    }
                outer.await() shouldBe 1
                trail.shouldContainExactly("body", "launched")
            }
        }
    })
